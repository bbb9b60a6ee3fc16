/** What a scanner read, as the code it stands for: the QR code of a label is the address of its device. */
export function labelCode(scanned: string): string {
  const text = scanned.trim();
  const [, tag] = /^https?:\/\/[^/?#]+\/d\/([^/?#]+)/i.exec(text) ?? [];
  if (tag === undefined) return text;
  try {
    return decodeURIComponent(tag);
  } catch {
    return tag;
  }
}
