declare module "autocannon" {
  type Request = { method: "POST"; headers: Record<string, string>; body: string };
  type Options = { url: string; connections: number; duration: number; requests: Request[] };
  type Result = { non2xx: number; errors: number; duration: number; "2xx": number };
  export default function autocannon(options: Options): Promise<Result>;
}
