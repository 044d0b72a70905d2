const first = ":is(input, select, textarea):not([type=hidden], :disabled), footer button";

/** For a layer's onOpenAutoFocus: the first field (of radios the chosen one), else Cancel; not the × that stands first. */
export function focusFirst(event: Event) {
  if (!(event.target instanceof Element)) return;
  const field = event.target.querySelector<HTMLElement>(first);
  const wanted = field?.matches("[type=radio]")
    ? (event.target.querySelector<HTMLElement>("[type=radio]:checked") ?? field)
    : field;
  if (!wanted) return;
  event.preventDefault();
  wanted.focus();
}
