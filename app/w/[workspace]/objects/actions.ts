"use server";

import { action } from "@/lib/doorway/action";
import {
  archiveObject,
  completeObject,
  createObject,
  moveObject,
  renameObject,
  reopenObject,
  restoreObject,
} from "@/lib/resources/commands";

export const createObjectAction = action(createObject);
export const renameObjectAction = action(renameObject);
export const moveObjectAction = action(moveObject);
export const archiveObjectAction = action(archiveObject);
export const restoreObjectAction = action(restoreObject);
export const completeObjectAction = action(completeObject);
export const reopenObjectAction = action(reopenObject);
