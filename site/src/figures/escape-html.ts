const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }

/** Text as it stands in HTML, also between double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<"]/g, (letter) => entities[letter] ?? letter)
}
