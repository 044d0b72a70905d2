import { z } from "zod";
import { type FeatureId, features } from "@/lib/access/catalogue";

const ids = features.map(({ id }) => id) as [FeatureId, ...FeatureId[]];

export const FeatureQuestion = z.strictObject({ feature: z.enum(ids, "There is no such feature.") });
