import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { isDockerfile } from '../../texts/build-context.ts';
import { composeImage, composeServices, isCompose } from '../../texts/compose.ts';
import { imageIn, type OwnImage } from '../../texts/dockerfiles.ts';

const LOCAL = /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]):(\d{2,5})\b/;

export const healthcheckAsksPort = defineRule({
  id: 'healthcheck-asks-port',
  severity: 'warning',
  kinds: [documentKind('TextFile'), documentKind('Config')],
  asks: 'A HEALTHCHECK, or the healthcheck of a compose file, asks a port on which the image of the tree listens.',
  source: 'https://docs.docker.com/reference/dockerfile/#healthcheck',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (isCompose(file)) {
      for (const service of composeServices(manifest)) {
        const test = JSON.stringify(service.fields['healthcheck'] ?? '');
        const image = LOCAL.test(test) ? composeImage(service, parentFolder(file), world) : undefined;
        const own = JSON.stringify(['environment', 'command', 'entrypoint', 'env_file'].map((key) => service.fields[key] ?? ''));
        // A command of its own, and files of variables, may say another port.
        if (image === undefined || service.fields['env_file'] !== undefined) continue;
        const issue = fault(test, image, own, `the healthcheck of ${service.name}`);
        if (issue !== undefined) yield { path: `${service.path}.healthcheck.test`, ...issue };
      }
      return;
    }
    if (!isDockerfile(file)) return;
    const text = textAt(object, 'text') ?? '';
    const start = text.search(/^[ \t]*HEALTHCHECK\b/im);
    const check = start === -1 ? '' : (/^(?:[^\\\n]|\\[\s\S])*/.exec(text.slice(start))?.[0] ?? '');
    const image = LOCAL.test(check) ? imageIn(file, text.replace(check, '')) : undefined;
    const issue = image === undefined ? undefined : fault(check, image, '', 'the HEALTHCHECK');
    if (issue !== undefined) yield { path: `line ${text.slice(0, start).split('\n').length}`, ...issue };
  },
});

function fault(check: string, image: OwnImage, own: string, whose: string): Omit<Issue, 'path'> | undefined {
  const port = LOCAL.exec(check)?.[1] ?? '';
  const rest = image.text.replace(/^\s*HEALTHCHECK\b.*$/gim, '');
  if (image.ports.length === 0 || image.ports.includes(Number(port)) || rest.includes(port) || own.includes(port)) return undefined;
  return {
    message: `${whose} asks port ${port}, and ${image.file} listens on ${image.ports.join(', ')}`,
    why: 'Nobody answers there: the container is unhealthy from its start, and whatever waits for it never begins.',
    fix: `Ask port ${image.ports[0] ?? 0}.`,
  };
}
