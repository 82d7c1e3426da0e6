import { POD_KINDS } from '../../pods.ts';
import { itemsAt, text } from '../../read.ts';
import { documentKind } from '../../document.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { usedUnseen } from '../../texts/download-use.ts';
import type { Command } from '../../texts/shell.ts';

/** Addresses that answer with the address of another host. */
const REDIRECTS =
  /^["']?https?:\/\/(?:github\.com\/[^\s"']+\/(?:releases\/(?:download|latest)|archive|raw)\/|dl\.k8s\.io\/|get\.helm\.sh\/helm-latest|go\.dev\/dl\/)/;

export const downloadComplete = defineRule({
  id: 'download-complete',
  severity: 'error',
  kinds: [...POD_KINDS, documentKind('Script'), 'slipway.dev/v1/Workflow'],
  asks: 'A download by curl follows the redirect of its host, and fails where the host has no such file.',
  source: 'https://everything.curl.dev/http/redirects.html; https://curl.se/docs/manpage.html#-f; seed 002, section 3.2',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const { path, command, around } of commandsOf(manifest, world)) {
      if (command.name !== 'curl') continue;
      const url = lost(words(command));
      if (url !== undefined) yield issue(path, url);
      const use = url === undefined ? usedUnseen(command, around, pod) : undefined;
      if (use !== undefined) yield unseen(path, command.line, use);
    }
    for (const container of pod?.containers ?? []) {
      const listed = (list: string): readonly string[] => itemsAt(container.fields, list).map((word) => text(word) ?? '');
      const [command, args] = [listed('command'), listed('args')];
      const calls = command[0] === 'curl' || (command.length === 0 && /(^|\/)curlimages\/curl(:|@|$)/.test(container.image ?? ''));
      const url = calls ? lost([...command, ...args]) : undefined;
      if (url !== undefined) yield issue(`${container.path}.args`, url);
    }
  },
});

function words({ words: list }: Command): readonly string[] {
  return list.map(({ text: word }) => word);
}

/** The address of a call that does not follow; short options stand together (`-fsSLo`). */
function lost(list: readonly string[]): string | undefined {
  const url = list.find((word) => REDIRECTS.test(word));
  const follows = list.some(
    (word) => /^-[a-zA-Z]*L/.test(word) || /^--(location|location-trusted|head)$/.test(word) || /^-[a-zA-Z]*I/.test(word),
  );
  // Who writes the answer out wants to see where it leads.
  const shows = list.some((word) => /^(-w|--write-out|-D|--dump-header)/.test(word));
  return url === undefined || follows || shows ? undefined : url.replace(/^["']|["']$/g, '');
}

function issue(path: string, url: string): Issue {
  return {
    path,
    message: `curl does not follow the redirect of ${url.length > 90 ? `${url.slice(0, 90)}…` : url}`,
    why: 'The host answers 302 with nothing in it, which is no error to curl: an empty file is saved, and the program that reads it fails.',
    fix: 'Add -L (--location), with -f for errors.',
  };
}

function unseen(path: string, line: number, use: string): Issue {
  return {
    path,
    severity: 'warning',
    message: `line ${line}: curl saves what the host answers, and ${use}`,
    why: 'A page that says 404 or 503 is no error to curl: it is saved as the file, and what reads it ends with a riddle ("line 1: syntax error near <", "Exec format error").',
    fix: 'Add -f (--fail): curl then ends with code 22, and the script stops there.',
  };
}
