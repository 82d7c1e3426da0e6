import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { at, fieldsAt, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { composeAround, composeImage, composeServices, isCompose, type ComposeService } from '../../texts/compose.ts';

export const composeWaitsHealthy = defineRule({
  id: 'compose-waits-healthy',
  severity: 'error',
  kinds: [documentKind('Config')],
  asks: 'A program of a compose file waits to be healthy only for programs that somebody examines.',
  source: 'https://docs.docker.com/reference/compose-file/services/#long-syntax-1',
  *check(manifest, world) {
    const { file = '' } = manifest;
    if (!isCompose(file)) return;
    const folder = parentFolder(file);
    const all = composeAround(folder, world);
    for (const { name, path, fields } of composeServices(manifest)) {
      for (const [needed, how] of Object.entries(fieldsAt(fields, 'depends_on'))) {
        const same = all?.filter((each) => each.name === needed) ?? [];
        if (textAt(how, 'condition') !== 'service_healthy' || textAt(how, 'required') === 'false' || same.length === 0) continue;
        if (same.some((each) => at(each.fields, 'healthcheck') !== undefined && !isOff(each))) continue;
        const off = same.find(isOff);
        const image = same.map((each) => text(each.fields['image'])).find((each) => each !== undefined);
        const built = same.map((each) => composeImage(each, folder, world)).find((each) => each !== undefined);
        // Images of others may bring an examination of their own; official ones have none.
        const bare =
          built === undefined ? isOfficial(image) && same.every((each) => at(each.fields, 'build') === undefined) : lacks(built.text);
        if (off === undefined && (!bare || same.some((each) => at(each.fields, 'extends') !== undefined))) continue;
        yield {
          path: `${path}.depends_on.${needed}.condition`,
          message: `${name} waits until ${needed} is healthy, and ${off === undefined ? `${needed} has no healthcheck` : `the healthcheck of ${needed} is switched off`}`,
          why: 'docker compose up ends with "has no healthcheck configured", and the program never starts.',
          fix: `Give ${needed} a healthcheck, or wait for service_started.`,
        };
      }
    }
  },
});

function isOff({ fields }: ComposeService): boolean {
  return at(fields, 'healthcheck.disable') === true || text(itemsAt(fields, 'healthcheck.test')[0]) === 'NONE';
}

/** Official images come without an examination. @see https://github.com/docker-library/faq#healthcheck */
function isOfficial(image: string | undefined): boolean {
  return image !== undefined && /^(?:docker\.io\/)?(?:library\/)?[\w-]+(?::[\w.-]+)?(?:@sha256:\w+)?$/.test(image);
}

/** Built on an official image or on nothing, without an examination of its own. */
function lacks(instructions: string): boolean {
  const base = /^\s*FROM\s+(?:--\S+\s+)*(\S+)/im.exec(instructions)?.[1];
  return !/^\s*HEALTHCHECK\b/im.test(instructions) && isOfficial(base);
}
