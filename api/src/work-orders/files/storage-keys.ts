/** Where an attachment's files are: by its id alone, so that they can be removed without asking. Spread over folders by the id's last, random characters. */
const folderOf = (id: string) => `attachments/${id.slice(-2)}/${id}`;
export const fileKey = (id: string) => `${folderOf(id)}/file`;
export const thumbnailKey = (id: string) => `${folderOf(id)}/thumbnail`;
/** All that is kept of an attachment; most have no thumbnail. */
export const keysOf = (id: string) => [fileKey(id), thumbnailKey(id)];
