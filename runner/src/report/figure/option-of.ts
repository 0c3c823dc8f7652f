/** The option by which a parameter is turned: `windowMs` is `window-ms`. */
export function optionOf(parameter: string): string {
  return parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
