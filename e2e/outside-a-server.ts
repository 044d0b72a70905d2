/** Stands in for the package `server-only`, so that the journeys can set up what they need with the rooms' own writers. */
export {};
