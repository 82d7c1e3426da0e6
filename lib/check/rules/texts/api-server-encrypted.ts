import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { blocksOf } from '../../terraform/hcl.ts';

/** Options and settings that are the address of an API server wherever they stand. */
const ADDRESS = /(?:\bkubernetes_host\s*=|\bset-cluster\b[^\n]*?--server[= ])\s*["']?(http:\/\/[^\s"'\\]+)/;
/** Providers of Terraform whose host is one. */
const PROVIDERS = ['kubernetes', 'helm', 'kubectl'];

export const apiServerEncrypted = defineRule({
  id: 'api-server-encrypted',
  severity: 'error',
  kinds: [documentKind('TextFile'), documentKind('Script')],
  asks: 'The API server of a cluster is addressed with https.',
  source: 'https://kubernetes.io/docs/concepts/security/controlling-access/#transport-security',
  *check({ object, file = '' }) {
    if (object.kind === 'TextFile' && !/\.tf$|(^|\/)Makefile$/.test(file)) return;
    const text = textAt(object, 'text') ?? '';
    if (!text.includes('http://')) return;
    for (const [index, line] of text.split('\n').entries()) {
      const url = /^\s*(#|\/\/)/.test(line) ? undefined : ADDRESS.exec(line)?.[1];
      if (url !== undefined && !isLocal(url)) yield issue(index + 1, url);
    }
    for (const { type, labels, body, line } of file.endsWith('.tf') ? blocksOf(text) : []) {
      if (type !== 'provider' || !PROVIDERS.includes(labels[0] ?? '')) continue;
      const lines = text.split('\n').slice(line - 1, line - 1 + body.split('\n').length);
      for (const [index, each] of lines.entries()) {
        const url = /^\s*host\s*=\s*"(http:\/\/[^"]+)"/.exec(each)?.[1];
        if (url !== undefined && !isLocal(url)) yield issue(line + index, url);
      }
    }
  },
});

/** A proxy on the same machine speaks plainly. */
function isLocal(url: string): boolean {
  return /^http:\/\/(localhost|127\.|\[::1\]|\$)/.test(url);
}

function issue(line: number, url: string): Issue {
  return {
    path: `line ${line}`,
    message: `the API server is addressed as ${url}`,
    why: 'It speaks TLS on that port and answers "Client sent an HTTP request to an HTTPS server": Vault admits nobody, or the provider stops.',
    fix: `Write ${url.replace('http:', 'https:')}.`,
  };
}
