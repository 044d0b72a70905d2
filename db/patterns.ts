/** A pattern of `like` for the text at the beginning; what stands for other characters there means itself. */
export function beginning(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}

/** A pattern of `like` for the text anywhere. */
export function anywhere(text: string): string {
  return `%${beginning(text)}`;
}

/** Anywhere from three characters on, at the beginning below. */
export function patternOf(text: string): string {
  return text.length >= 3 ? anywhere(text) : beginning(text);
}
