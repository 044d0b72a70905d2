export type Counts = { passed: number; failed: number; skipped: number };

export const none: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(one: Counts, other: Counts): Counts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

export type VitestReport = {
  numPassedTests: number;
  numPendingTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

/**
 * Counts of a vitest run. A file that could not even be loaded counts as one failure, and so does a run that failed
 * for a reason no test shows.
 */
export function vitestCounts(report: VitestReport | undefined, exitCode: number | null): Counts {
  if (!report) return { ...none, failed: 1 };
  const failedTests = report.testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status === "failed").length;
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const counted = {
    passed: report.numPassedTests,
    failed: failedTests + brokenFiles,
    skipped: report.numPendingTests,
  };
  return consistent(counted, exitCode);
}

export type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
};

/** Counts of a browser run; a test that passed only at a second try counts as failed. */
export function playwrightCounts(report: PlaywrightReport | undefined, exitCode: number | null): Counts {
  if (!report) return { ...none, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return consistent({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

/** One command as one test. */
export function commandCounts(exitCode: number | null): Counts {
  return exitCode === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

function consistent(counts: Counts, exitCode: number | null): Counts {
  const hidden = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return hidden ? { ...counts, failed: 1 } : counts;
}
