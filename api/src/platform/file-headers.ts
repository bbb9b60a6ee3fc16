/** RFC 8187: what the attr-char production does not hold is percent-encoded. */
const encoded = (name: string) => encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Photos open in the browser, everything else is only ever saved. The name goes twice: for old clients in ASCII, for all others as it is. */
export const contentDisposition = (mediaType: string, fileName: string) =>
  `${mediaType.startsWith('image/') ? 'inline' : 'attachment'}; filename="${fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_')}"; filename*=UTF-8''${encoded(fileName)}`;

/** Text that was checked to be UTF-8 says so. */
export const contentType = (mediaType: string) => (mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType);
