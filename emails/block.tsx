import { Button, Column, Row, Section, Text } from "react-email";
import type { Block, Words } from "@/emails/letter";
import { colour, type } from "@/emails/look";
import { Tally } from "@/emails/tally";
import { levelNames } from "@/lib/access/catalogue";

const rule = { borderBottom: `1px solid ${colour.line}` };

export function Drawn({ block }: { block: Block }) {
  switch (block.type) {
    case "paragraph":
      return (
        <Text className="ink2" style={{ ...type("body"), margin: "0 0 24px" }}>
          <Sentence words={block.words} />
        </Text>
      );
    case "button":
      return <Action label={block.label} href={block.href} note={block.note} />;
    case "code":
      return (
        <Section style={{ marginBottom: "28px" }}>
          <Text
            className="ink"
            style={{
              margin: 0,
              fontFamily: "Consolas,Menlo,monospace",
              fontSize: "34px",
              lineHeight: "44px",
              fontWeight: "bold",
              letterSpacing: "6px",
              color: colour.ink,
            }}
          >
            {block.code}
          </Text>
          <Note text={block.note} />
        </Section>
      );
    case "levels":
      return <Levels heading={block.heading} rows={block.rows} />;
    case "facts":
      return <Facts rows={block.rows} />;
  }
}

function Sentence({ words }: { words: Words }) {
  return words.map((word, at) =>
    typeof word === "string" ? (
      word
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of one sentence never move
      <strong key={at} className="ink" style={{ color: colour.ink }}>
        {word.strong}
      </strong>
    ),
  );
}

function Note({ text }: { text: string }) {
  return (
    <Text className="ink3" style={{ ...type("small"), margin: "14px 0 0" }}>
      {text}
    </Text>
  );
}

function Action({ label, href, note }: { label: string; href: string; note?: string }) {
  return (
    <Section style={{ marginBottom: "28px" }}>
      <Button
        className="btn"
        href={href}
        style={{
          ...type("body"),
          color: colour.onAccent,
          backgroundColor: colour.accent,
          borderRadius: "8px",
          fontWeight: "bold",
          padding: "13px 26px",
        }}
      >
        {label}
      </Button>
      {note && <Note text={note} />}
    </Section>
  );
}

function Levels({ heading, rows }: Omit<Extract<Block, { type: "levels" }>, "type">) {
  return (
    <Section style={{ marginBottom: "24px" }}>
      <Text
        className="ink"
        style={{ ...type("small"), color: colour.ink, fontWeight: "bold", margin: "0 0 4px" }}
      >
        {heading}
      </Text>
      {rows.map(({ text, level }) => (
        <Row key={text}>
          <Column className="rule" width="44" style={{ ...rule, padding: "9px 0", width: "44px" }}>
            <Tally level={level} />
          </Column>
          <Column className="rule ink" style={{ ...type("row"), ...rule, padding: "9px 0" }}>
            {text}
          </Column>
          <Column
            className="rule ink2"
            align="right"
            style={{ ...type("small"), ...rule, color: colour.ink2, padding: "9px 0", whiteSpace: "nowrap" }}
          >
            {levelNames[level]}
          </Column>
        </Row>
      ))}
    </Section>
  );
}

function Facts({ rows }: { rows: Extract<Block, { type: "facts" }>["rows"] }) {
  return (
    <Section style={{ marginBottom: "24px" }}>
      {rows.map(({ label, value }) => (
        <Row key={label}>
          <Column
            className="rule ink3"
            width="120"
            valign="top"
            style={{ ...type("small"), ...rule, padding: "7px 0", width: "120px" }}
          >
            {label}
          </Column>
          <Column className="rule ink" style={{ ...type("row"), ...rule, padding: "7px 0" }}>
            {value}
          </Column>
        </Row>
      ))}
    </Section>
  );
}
