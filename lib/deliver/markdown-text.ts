/** Format and control characters: they change what a reader sees without being seen. */
const UNSEEN = /[\p{Cc}\p{Cf}]+/gu;

/** Longest sentence that is shown whole. Unit: characters. */
const SENTENCE_LENGTH = 600;

/** Text of others as a code span: nothing in it is Markdown, HTML, a mention or a link. */
export function code(text: string): string {
  const plain = text.replace(UNSEEN, ' ');
  const longest = [...plain.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  // A blank beside each fence keeps a backtick at the edge apart from it; where all is blank, it would be shown.
  const gap = /^`|`$/.test(plain) || /^ .*[^ ].* $/.test(plain) ? ' ' : '';
  return plain === '' ? '`""`' : `${fence}${gap}${plain}${gap}${fence}`;
}

/** Our sentences with names of others in them: punctuation of Markdown and HTML is only text, and nobody is mentioned or linked. */
export function prose(text: string): string {
  const short = text.length <= SENTENCE_LENGTH ? text : `${text.slice(0, SENTENCE_LENGTH - 1)}…`;
  return short
    .replace(UNSEEN, ' ')
    .replace(/[\\`*_{}[\]<>#!|~$&]/g, '\\$&')
    .replace(/@(?=\w)|:(?=\/\/)|#(?=\d)/g, '$&\u200b');
}
