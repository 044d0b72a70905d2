"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";
import { FieldFrame } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

/** One side of a comparison; the choice lives in the URL. */
export function RoleSelect({
  label,
  name,
  choices,
  value,
}: {
  label: string;
  name: "a" | "b";
  choices: readonly { id: string; name: string; kind: string }[];
  value: string;
}) {
  const router = useRouter();
  const search = useSearchParams();
  const [, start] = useTransition();
  const choose = (id: string) => {
    const params = new URLSearchParams(search);
    if (id) params.set(name, id);
    else params.delete(name);
    start(() => router.replace(`?${params}`, { scroll: false }));
  };
  const kinds = [...new Set(choices.map(({ kind }) => kind))];
  return (
    <FieldFrame label={label}>
      {(field) => (
        <Select {...field} value={value} onChange={(event) => choose(event.target.value)}>
          <option value="">Choose a role</option>
          {kinds.map((kind) => (
            <optgroup key={kind} label={kind}>
              {choices
                .filter((choice) => choice.kind === kind)
                .map((choice) => (
                  <option key={choice.id} value={choice.id}>
                    {choice.name}
                  </option>
                ))}
            </optgroup>
          ))}
        </Select>
      )}
    </FieldFrame>
  );
}
