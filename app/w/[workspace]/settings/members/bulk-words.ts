/** "1 member", "2,500 members" */
export function people(count: number): string {
  return count === 1 ? "1 member" : `${count.toLocaleString("en")} members`;
}
