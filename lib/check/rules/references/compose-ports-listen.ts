import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { itemsAt, someString, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { composeImage, composeServices, isCompose } from '../../texts/compose.ts';

export const composePortsListen = defineRule({
  id: 'compose-ports-listen',
  severity: 'warning',
  kinds: [documentKind('Config')],
  asks: 'A compose file publishes the ports on which the images of the tree listen.',
  source: 'https://docs.docker.com/reference/compose-file/services/#ports',
  *check(manifest, world) {
    const { file = '' } = manifest;
    if (!isCompose(file)) return;
    for (const service of composeServices(manifest)) {
      const image = composeImage(service, parentFolder(file), world);
      // A command of its own may start it on another port.
      if (
        image === undefined ||
        image.ports.length === 0 ||
        service.fields['command'] !== undefined ||
        service.fields['entrypoint'] !== undefined
      )
        continue;
      for (const [index, each] of itemsAt(service.fields, 'ports').entries()) {
        const written = textAt(each, 'target') ?? /^(?:(?:[\d.]+:)?(?:\d+|\$\{[^}]*\}):)?(\d+)(?:\/tcp)?$/.exec(text(each) ?? '')?.[1];
        const port = Number(written);
        // What the service is told, or the Dockerfile says elsewhere, may be the port.
        const told = ['environment', 'build', 'env_file'].some((key) => {
          const value = service.fields[key];
          return key === 'env_file'
            ? value !== undefined
            : someString({ value: JSON.stringify(value ?? '') }, (one) => one.includes(String(port)));
        });
        if (written === undefined || image.ports.includes(port) || told || image.text.includes(String(port))) continue;
        yield {
          path: `${service.path}.ports[${index}]`,
          message: `${service.name} publishes port ${port} of its container, and ${image.file} listens on ${image.ports.join(', ')}`,
          why: 'Nobody listens behind the port: the connection is taken and closed at once.',
          fix: `Publish port ${image.ports[0] ?? 0} of the container; the number on the left may stay.`,
        };
      }
    }
  },
});
