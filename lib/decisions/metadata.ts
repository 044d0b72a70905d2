import "server-only";
import { settings } from "@/lib/settings";

/** Where the decision API is, for whoever knows the host alone: it tells nothing of any workspace. */
export async function metadata(): Promise<Response> {
  const { url } = settings();
  return Response.json({
    policy_decision_point: url,
    access_evaluation_endpoint: `${url}/access/v1/evaluation`,
    access_evaluations_endpoint: `${url}/access/v1/evaluations`,
    search_subject_endpoint: `${url}/access/v1/search/subject`,
    search_resource_endpoint: `${url}/access/v1/search/resource`,
    search_action_endpoint: `${url}/access/v1/search/action`,
  });
}
