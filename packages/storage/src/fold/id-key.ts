/** The claim by which a sender's own sighting id is found again. */
export const idKey = (dataset_id: string, sighting_id: string): string => `i${dataset_id}:${sighting_id}`
