import { documentObject } from '../../document.ts';
import { deployment, inFile, ruleCases } from '../../testing.ts';
import { shellDialect } from './shell-dialect.ts';

const script = (text: string, shell = '/bin/sh') =>
  inFile('load.sh', documentObject('Script', 'load', { text: `#!${shell}\nset -eu\n${text}\n` }));
const pods = (image: string, text: string, shell = 'sh') => deployment({ container: { name: 'app', image, command: [shell, '-c', text] } });

ruleCases(shellDialect, {
  accepts: {
    'what every shell reads': [script('for i in $(seq 1 9); do [ "$i" = 3 ] && echo "${i:-x}"; done\n. ./lib.sh\nrun() { echo; }')],
    bash: [script('if [[ $1 == a ]]; then x=(1 2); fi\nfor i in {1..9}; do :; done', '/usr/bin/env bash')],
    'signs within texts and comments': [script("echo '[[ x ]] {1..9} <<<' # x=(1)\njq '.a[[1]]' <<EOF\n{1..2}\nEOF")],
    'double brackets of BusyBox': [pods('alpine:3.19', 'if [[ -f /a ]]; then :; fi')],
    'bash in a container': [pods('bash:5-alpine', 'for i in {1..9}; do :; done', 'bash')],
    'an image whose sh is unknown': [pods('acme/app:1', 'for i in {1..9}; do :; done')],
  },
  refuses: {
    'a range': {
      given: [script('for i in {1..50}; do\n  curl -fsS http://web\ndone')],
      says: 'line 3: sh does not read a range {1..9}',
      fix: 'Write #!/usr/bin/env bash above it, or: Write $(seq 1 9).',
    },
    'double brackets, an array and capitals': {
      given: [script('if [[ "$1" == "prod" ]]; then :; fi'), script('names=(a b)'), script('echo "${NAME^^}"')],
      says: [
        'line 3: sh does not read ${NAME^^} or ${NAME,,}',
        'line 3: sh does not read an array',
        'line 3: sh does not read double brackets ([[ ])',
      ],
    },
    'a range in Alpine': {
      given: [pods('alpine:3.19', 'for i in {1..9}; do :; done')],
      says: 'line 1: sh does not read a range {1..9}',
      fix: 'Write $(seq 1 9).',
    },
  },
});
