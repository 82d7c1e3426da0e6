/** A call of curl, as its options are read: short ones stand together, the last may have its value attached. */
export interface CurlCall {
  /** `L`, `f`, `location`, `fail-with-body` */
  readonly options: ReadonlySet<string>;
  readonly urls: readonly string[];
  /** Files that it writes. */
  readonly outputs: readonly string[];
}

/** Short options that take a value. @see https://curl.se/docs/manpage.html */
const VALUED = 'AbcCdDeEFhHKmoPQrtTuUwxXyYz';
const LONG_VALUED =
  /^(output|output-dir|header|data|data-raw|data-binary|request|user|user-agent|referer|cookie|cookie-jar|form|write-out|max-time|connect-timeout|retry|retry-delay|retry-max-time|proxy|config|cacert|capath|cert|key|dump-header|range|resolve|upload-file|url|limit-rate|netrc-file)$/;

export function curlCall(words: readonly string[]): CurlCall {
  const options = new Set<string>();
  const urls: string[] = [];
  const outputs: string[] = [];
  let remote = false;
  const take = (option: string, value: string): void => {
    if (option === 'o' || option === 'output') outputs.push(value);
    if (option === 'url') urls.push(value);
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word.startsWith('--')) {
      const [, name = '', value] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
      options.add(name);
      if (name === 'remote-name' || name === 'remote-name-all') remote = true;
      if (value !== undefined) take(name, value);
      else if (LONG_VALUED.test(name)) take(name, words[(index += 1)] ?? '');
    } else if (/^-\w/.test(word)) {
      for (let place = 1; place < word.length; place += 1) {
        const letter = word.charAt(place);
        options.add(letter);
        if (letter === 'O') remote = true;
        if (!VALUED.includes(letter)) continue;
        take(letter, place + 1 < word.length ? word.slice(place + 1) : (words[(index += 1)] ?? ''));
        break;
      }
    } else urls.push(word);
  }
  if (remote) outputs.push(...urls.flatMap((url) => /\/([^/?#]+)$/.exec(url)?.[1] ?? []));
  return { options, urls, outputs };
}
