/** What a transaction does to those beside it: `change` may wait for the workspace's lock, `heavy` works long. */
export type Weight = "light" | "change" | "heavy";

/** For whom a transaction is: a workspace, or what stands for one before it is known. */
export type Share = { of: string; weight: Weight };

type Waiting = Share & { begin: () => void };
type Limits = { all: number; ofOne: number; ofAll: number };

/** Somebody's turn did not come in time, or too many were waiting before them already. */
export class Busy extends Error {
  override name = "Busy";
  readonly code = "BUSY";
}

const longestQueue = 200;

/**
 * Gives out the connections of a pool, so that no workspace takes them from the others: each has a bounded number, fewer
 * of them for what waits for its lock, one for what works long. Whose workspace has the fewest goes first, and within a
 * workspace who came first. Some connections are never given out here: for sessions and counters, which are short.
 */
export class Turns {
  private readonly waiting: Waiting[] = [];
  private readonly running: Share[] = [];
  private readonly limits: Record<Weight, Limits>;

  constructor(
    connections: number,
    private readonly patienceMs: number,
  ) {
    const some = (number: number) => Math.max(1, number);
    const all = some(connections - 2);
    this.limits = {
      light: { all, ofAll: all, ofOne: some(all - 2) },
      change: { all, ofAll: some(all - 2), ofOne: 2 },
      heavy: { all, ofAll: some(Math.floor(all / 4)), ofOne: 1 },
    };
  }

  /**
   * Does the work when its turn has come.
   * @throws Busy
   */
  async take<T>(share: Share, work: () => Promise<T>): Promise<T> {
    await this.turnOf(share);
    try {
      return await work();
    } finally {
      this.running.splice(this.running.indexOf(share), 1);
      this.callNext();
    }
  }

  private turnOf(share: Share): Promise<void> {
    if (this.waiting.filter(({ of }) => of === share.of).length >= longestQueue)
      throw new Busy("too many wait");
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        ...share,
        begin: () => {
          clearTimeout(late);
          this.running.push(share);
          resolve();
        },
      };
      const late = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(new Busy("the turn did not come in time"));
      }, this.patienceMs);
      this.waiting.push(entry);
      this.callNext();
    });
  }

  private callNext(): void {
    const free = this.waiting.filter((entry) => this.isFree(entry));
    const [next] = free.toSorted((a, b) => this.countOf(a.of) - this.countOf(b.of));
    if (!next) return;
    this.waiting.splice(this.waiting.indexOf(next), 1);
    next.begin();
    this.callNext();
  }

  private isFree({ of, weight }: Share): boolean {
    const { all, ofOne, ofAll } = this.limits[weight];
    const alike = this.running.filter((other) => other.weight === weight);
    const theirs = alike.filter((other) => other.of === of).length;
    return (
      this.running.length < all &&
      alike.length < ofAll &&
      theirs < ofOne &&
      this.countOf(of) < this.limits.light.ofOne
    );
  }

  private countOf(of: string): number {
    return this.running.filter((other) => other.of === of).length;
  }
}
