import { documentKind } from '../../document.ts';
import { POD_KINDS, runsToCompletion, type Container } from '../../pods.ts';
import { programOf, wordsOf } from '../../programs/of-images.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { isDockerfile } from '../../texts/build-context.ts';
import { developmentServer, isForDevelopers } from '../../texts/development-servers.ts';
import { imageIn } from '../../texts/dockerfiles.ts';
import { parseShell } from '../../texts/shell.ts';

const SHELL = /(^|\/)(ba|da|a|z)?sh$/;

export const productionServer = defineRule({
  id: 'production-server',
  severity: 'warning',
  kinds: [...POD_KINDS, documentKind('TextFile')],
  asks: 'What an image or a container starts is a server for users, not the one with which developers try their changes.',
  source:
    'https://flask.palletsprojects.com/en/stable/server/; https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver; https://gohugo.io/commands/hugo_server/; https://vite.dev/guide/cli.html',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (object.kind === 'TextFile') {
      if (!isDockerfile(file) || isForDevelopers(file)) return;
      const text = textAt(object, 'text') ?? '';
      const found = startedBy(imageIn(file, text)?.text ?? '');
      const server = found === undefined ? undefined : developmentServer(found.words);
      if (found === undefined || server === undefined) return;
      const line = text.split('\n').findLastIndex((each) => each.trim().startsWith(found.instruction)) + 1;
      yield issue(`line ${line}`, `${found.instruction} starts "${server.line}", a server for development`, server.fix);
      return;
    }
    const pod = world.podTemplate(manifest);
    if (pod === undefined || runsToCompletion(pod) || isForDevelopers(`${file} ${pod.namespace} ${object.metadata.name}`)) return;
    for (const container of pod.containers) {
      const server = container.init ? undefined : developmentServer(lastCommand(programWords(container)));
      if (server === undefined) continue;
      const path = wordsOf(container)[0]?.path ?? container.path;
      yield issue(path, `container "${container.name}" starts "${server.line}", a server for development`, server.fix);
    }
  },
});

function issue(path: string, message: string, fix: string): Issue {
  return {
    path,
    message,
    why: 'It serves one request after the other, compiles while users wait, shows them source and stack traces, and watches files that never change.',
    fix,
  };
}

/** Words of the container; arguments alone go to the program that the image is named after. */
function programWords(container: Container): readonly string[] {
  const words = wordsOf(container);
  const written = words.map(({ value }) => value);
  return words.length > 0 && words.every(({ command }) => !command) && programOf(container) === 'hugo' ? ['hugo', ...written] : written;
}

/** Of a shell's script its last command, which stays. */
function lastCommand(words: readonly string[]): readonly string[] {
  if (!SHELL.test(words[0] ?? '')) return words;
  const script = words.find((_, index) => /^-\w*c$/.test(words[index - 1] ?? ''));
  const last = script === undefined ? undefined : parseShell(script).commands.at(-1);
  const own = last?.words.map(({ text }) => text) ?? [];
  return own[0] === 'exec' ? own.slice(1) : own;
}

/** What an image starts: its entry point, and the words that it hands over. */
function startedBy(own: string): { readonly instruction: string; readonly words: readonly string[] } | undefined {
  const last = (name: string): string | undefined => [...own.matchAll(new RegExp(`^\\s*${name}\\s+(.*)$`, 'gim'))].at(-1)?.[1]?.trim();
  const [entry, command] = [last('ENTRYPOINT'), last('CMD')];
  const words = [entry, command].flatMap((each) => (each === undefined ? [] : wordsIn(each)));
  // Without brackets a shell starts it, and hands nothing over.
  const started = entry !== undefined && !entry.startsWith('[') ? wordsIn(entry) : words;
  return started.length === 0 ? undefined : { instruction: entry === undefined ? 'CMD' : 'ENTRYPOINT', words: lastCommand(started) };
}

function wordsIn(written: string): readonly string[] {
  if (!written.startsWith('[')) return ['sh', '-c', written];
  return [...written.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word);
}
