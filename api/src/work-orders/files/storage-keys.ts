/** Where an attachment's files are: by its id alone, so that they can be removed without asking. Spread over folders by the id's last, random characters. */
export const folderOf = (id: string) => `attachments/${id.slice(-2)}/${id}`;
export const fileKey = (id: string) => `${folderOf(id)}/file`;
export const thumbnailKey = (id: string) => `${folderOf(id)}/thumbnail`;
/** The folder for files while they are being received. */
export const INCOMING = 'incoming';
