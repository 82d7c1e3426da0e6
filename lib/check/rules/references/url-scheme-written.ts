import { URL_KINDS } from '../../cluster-urls.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { texts } from '../../texts.ts';

/** Letters of http and https in another order or number, before `://`. */
const SLIP = /(?<![\w.+-])(?!https?:)([htps]{3,7}):\/\/[\w[$]/i;

export const urlSchemeWritten = defineRule({
  id: 'url-scheme-written',
  severity: 'error',
  kinds: [...new Set([...POD_KINDS, ...URL_KINDS])],
  asks: 'An address that is meant to begin with http:// or https:// does.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#name-http-related-uri-schemes',
  *check(manifest, world) {
    for (const { path, value } of texts(manifest, world)) {
      const written = SLIP.exec(value)?.[1];
      if (written === undefined || !isSlip(written.toLowerCase())) continue;
      const meant = written.toLowerCase().includes('s') ? 'https' : 'http';
      yield {
        path,
        message: `${written}:// is no scheme of an address`,
        why: 'The program refuses the address, or takes the word for a name: nothing is asked and nothing is sent.',
        fix: `Write ${meant}://.`,
      };
    }
  },
});

/** At least an h, a t and a p; `tps://` and `sftp` are something else. */
function isSlip(word: string): boolean {
  return ['h', 't', 'p'].every((letter) => word.includes(letter));
}
