import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from "@playwright/test";
import { signIn } from "./database.ts";
import { served } from "./served.ts";

/** One person's browser: a context of its own, and an ear on the console of every tab in it. */
export class Visitor {
  readonly #complaints: string[] = [];
  readonly #expected: { status: number; path: string }[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    context.on("console", (message) => this.#hear(message));
    context.on("weberror", (error) => this.#complaints.push(`uncaught: ${error.error().stack}`));
  }

  /** @param email whom to sign in beforehand; nobody unless given */
  static async open(browser: Browser, email?: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ baseURL: served().url, ...options });
    if (email)
      await context.addCookies([
        {
          name: "__Host-remit-session",
          value: await signIn(email),
          url: served().url.replace("http:", "https:"),
          httpOnly: true,
          secure: true,
          sameSite: "Lax",
        },
      ]);
    return new Visitor(context, await context.newPage());
  }

  /** A refusal is part of the journey: browsers report each response of 400 and above on the console. */
  expectStatus(status: number, path: string): void {
    this.#expected.push({ status, path });
  }

  /** Console errors, console warnings and uncaught errors so far; forgets them. */
  complaints(): string[] {
    return this.#complaints.splice(0);
  }

  #hear(message: ConsoleMessage): void {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const { url } = message.location();
    const due = this.#expected.some(
      ({ status, path }) => message.text().includes(`status of ${status}`) && url.includes(path),
    );
    // Playwright runs scripts of its own in every frame, and the frame of a mail lets nothing run.
    const ownScript = message.text().includes("Blocked script execution in 'about:srcdoc'");
    if (!due && !ownScript) this.#complaints.push(`${message.type()}: ${message.text()} (${url})`);
  }
}
