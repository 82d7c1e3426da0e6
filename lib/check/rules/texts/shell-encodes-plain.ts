import { defineRule } from '../../rule.ts';
import { SCRIPT_KINDS, scriptsOf } from '../../texts/scripts.ts';

/** `echo … | base64`, where echo adds the end of the line and base64 breaks long ones. */
const ECHO = /\becho\s+(?!-\w*n)([^|\n]*?)\|\s*base64\b(?!\s+(?:-\w*[dD]|--decode))/;
/** What the result is for: an object whose values are taken as they are. */
const SECRET = /kind:\s*Secret\b|"kind":\s*"Secret"|\bkubeseal\b|\bkubectl\b[^\n]*\bsecrets?\b/;

export const shellEncodesPlain = defineRule({
  id: 'shell-encodes-plain',
  severity: 'warning',
  kinds: SCRIPT_KINDS,
  asks: 'A script that encodes a value for a Secret encodes the value alone, without the end of the line that echo adds.',
  source: 'https://kubernetes.io/docs/tasks/configmap-secret/managing-secret-using-config-file/',
  *check(manifest, world) {
    for (const { path, text } of scriptsOf(manifest, world)) {
      if (!SECRET.test(text)) continue;
      const lines = text.split('\n');
      const line = lines.findIndex((each) => ECHO.test(each) && !/tr -d|printf/.test(each));
      if (line === -1) continue;
      yield {
        path: manifest.object.kind === 'Script' ? `line ${line + 1}` : path,
        message: `line ${line + 1}: echo ${ECHO.exec(lines[line] ?? '')?.[1]?.trim() ?? ''} is encoded with the end of the line`,
        why: 'The value in the Secret ends with a line break: the log-in fails, although the password looks right wherever it is printed.',
        fix: 'Write printf %s … | base64 -w0, or let kubectl create secret encode it.',
      };
    }
  },
});
