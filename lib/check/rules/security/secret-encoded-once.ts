import { documentKind } from '../../document.ts';
import { fieldsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Base64 of a text: long enough, of groups of four, with letters of both cases or a filler. */
const CODED = /^(?=.*[a-z])(?=.*[A-Z])(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const PRINTED = /^[\x20-\x7e]{4,}\n?$/;
/** Texts of several lines end with a line break as they should. */
const OF_LINES = /-----BEGIN|\n./;

export const secretEncodedOnce = defineRule({
  id: 'secret-encoded-once',
  severity: 'warning',
  kinds: ['v1/Secret', 'external-secrets.io/v1/ExternalSecret', documentKind('TextFile')],
  asks: 'A value of a Secret is coded once, and without the line break that echo adds.',
  source:
    'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data; https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/secret',
  *check({ object, file = '' }) {
    if (object.kind === 'TextFile') {
      if (file.endsWith('.tf')) yield* codedByTerraform(textAt(object, 'text') ?? '');
      return;
    }
    if (object.kind === 'ExternalSecret') {
      const path = 'spec.target.template.data';
      for (const [key, value] of Object.entries(fieldsAt(object, path)))
        if (typeof value === 'string' && isCoded(value))
          yield { ...twice(`${path}["${key}"]`, key), fix: 'Write the text itself: the operator codes what the template makes.' };
      return;
    }
    for (const [key, value] of Object.entries(fieldsAt(object, 'data'))) {
      if (typeof value !== 'string' || isFile(key)) continue;
      const decoded = decode(value);
      if (decoded === undefined || OF_LINES.test(decoded)) continue;
      if (/^[^\n]+\r?\n$/.test(decoded)) {
        yield {
          path: `data.${key}`,
          message: `the value of ${key} ends with a line break`,
          why: 'The program gets it as part of the password or name: logins are refused, and the value looks right wherever it is printed.',
          fix: 'Code it with printf or echo -n: printf %s VALUE | base64.',
        };
      } else if (isCoded(decoded)) yield twice(`data.${key}`, key);
    }
    for (const [key, value] of Object.entries(fieldsAt(object, 'stringData'))) {
      if (typeof value === 'string' && !isFile(key) && isCoded(value)) yield twice(`stringData.${key}`, key);
    }
  },
});

/** Certificates and whole files may be anything. */
function isFile(key: string): boolean {
  return /\.|cert|crt|pem|ca$/i.test(key);
}

function decode(value: string): string | undefined {
  const bytes = Buffer.from(value, 'base64');
  const decoded = bytes.toString();
  return bytes.toString('base64') === value.trim() && PRINTED.test(decoded.replace(/\r/, '')) ? decoded : undefined;
}

/** What is base64 and holds a text of letters: random keys in base64 hold bytes that are none. */
function isCoded(value: string): boolean {
  return value.length >= 12 && CODED.test(value) && /^[\x20-\x7e]{4,}\n?$/.test(Buffer.from(value, 'base64').toString());
}

function twice(path: string, key: string): Issue {
  return {
    path,
    message: `the value of ${key} is base64 once more`,
    why: 'stringData is coded by the API server, data is decoded once: the program gets the coded text as its password.',
    fix: 'Write the text itself under stringData, or its base64 under data.',
  };
}

/** The provider of Terraform codes `data` itself. */
function* codedByTerraform(text: string): Iterable<Issue> {
  let inside = false;
  for (const [index, line] of text.split('\n').entries()) {
    const block = /^resource\s+"(\w+)"/.exec(line)?.[1];
    if (block !== undefined) inside = /^kubernetes_secret(_v1)?$/.test(block);
    const key = /^\s*"?([\w.-]+)"?\s*[=:]\s*base64encode\(/.exec(line)?.[1];
    if (!inside || key === undefined) continue;
    yield {
      path: `line ${index + 1}`,
      message: `${key} is coded with base64encode(), and the provider codes data itself`,
      why: 'The program gets the coded text as its password.',
      fix: 'Leave base64encode() out, or write it under binary_data.',
    };
  }
}
