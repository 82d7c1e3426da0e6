import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { shellEncodesPlain } from './shell-encodes-plain.ts';

const script = (line: string) =>
  inFile(
    'secret.sh',
    documentObject('Script', 'secret', {
      text: `#!/bin/bash\ncat <<YAML | kubectl apply -f -\nkind: Secret\ndata:\n  password: ${line}\nYAML\n`,
    }),
  );

ruleCases(shellEncodesPlain, {
  accepts: {
    'the value alone': [
      script('$(printf %s "$PASSWORD" | base64 -w0)'),
      script('$(echo -n "$PASSWORD" | base64)'),
      script('$(echo "$P" | tr -d "\\n" | base64)'),
    ],
    'what is decoded': [script('$(echo "$CODED" | base64 -d)'), script('$(echo "$CODED" | base64 --decode)')],
    'a script that makes no Secret': [inFile('x.sh', documentObject('Script', 'x', { text: 'echo "$A" | base64\n' }))],
  },
  refuses: {
    'the end of the line, too': {
      given: [script('$(echo "$PASSWORD" | base64)')],
      says: 'line 5: echo "$PASSWORD" is encoded with the end of the line',
    },
  },
});
