import { Container, Head, Heading, Html, Link, Preview, Section, Text } from "react-email";
import { Drawn } from "@/emails/block";
import type { Letter } from "@/emails/letter";
import { colour, sheet, type } from "@/emails/look";

/** The sheet every mail is written on: mark, workspace, title, blocks, the bare address, and why it came. */
export function Frame({ letter }: { letter: Letter }) {
  const button = letter.blocks.find((block) => block.type === "button");
  return (
    <Html lang="en">
      <Head>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{letter.subject}</title>
        <style>{sheet}</style>
      </Head>
      <body className="desk" style={{ margin: 0, padding: 0, backgroundColor: colour.desk }}>
        <Preview useTitleTag={false}>{letter.preview}</Preview>
        <Section className="desk" style={{ backgroundColor: colour.desk, padding: "32px 12px" }}>
          <Container className="box" width="560" style={{ width: "560px", maxWidth: "560px" }}>
            <Masthead workspaceName={letter.workspaceName} />
            <Section
              className="sheet"
              tdClassName="pad"
              style={{
                backgroundColor: colour.sheet,
                border: `1px solid ${colour.line}`,
                borderRadius: "12px",
                borderCollapse: "separate",
                padding: "36px 40px 32px",
              }}
            >
              <Heading className="ink" style={{ ...type("title"), fontWeight: "bold", margin: "0 0 10px" }}>
                {letter.title}
              </Heading>
              {letter.blocks.map((block, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one mail never move
                <Drawn key={at} block={block} />
              ))}
              {button && (
                <Text className="ink3" style={{ ...type("small"), margin: "24px 0 0" }}>
                  If the button does not work, open this address:
                  <br />
                  <Link
                    className="link"
                    href={button.href}
                    style={{ color: colour.accent, textDecoration: "underline", wordBreak: "break-all" }}
                  >
                    {button.href}
                  </Link>
                </Text>
              )}
            </Section>
            <Text className="ink3" style={{ ...type("fine"), margin: 0, padding: "20px 8px 0" }}>
              {letter.footer}
            </Text>
          </Container>
        </Section>
      </body>
    </Html>
  );
}

function Masthead({ workspaceName }: { workspaceName?: string }) {
  return (
    <table role="presentation" cellPadding="0" cellSpacing="0" border={0} style={{ marginBottom: "18px" }}>
      <tbody>
        <tr>
          <td
            className="mark"
            align="center"
            width="28"
            height="28"
            style={{
              ...type("body"),
              width: "28px",
              height: "28px",
              borderRadius: "7px",
              backgroundColor: colour.accent,
              color: colour.onAccent,
              fontSize: "18px",
              lineHeight: "28px",
              fontWeight: "bold",
            }}
          >
            r
          </td>
          <td
            className="ink"
            style={{ ...type("row"), fontSize: "15px", fontWeight: "bold", paddingLeft: "10px" }}
          >
            Remit
          </td>
          {workspaceName && (
            <td className="ink3" style={{ ...type("small"), paddingLeft: "10px" }}>
              {workspaceName}
            </td>
          )}
        </tr>
      </tbody>
    </table>
  );
}
