/**
 * A page with a space after each cell, item and link. Where these stand side by side in the HTML, the index would take
 * the last word of one and the first of the next for one word.
 */
export function separateWords(html: string): string {
  return html.replaceAll(/<\/(?:td|th|li|dt|dd|div|span|a|summary)>|<\/code>(?=<)/g, '$& ')
}
