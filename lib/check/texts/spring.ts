import { environmentOf } from '../hosts/environment.ts';
import { mountedMaps } from '../mounted-maps.ts';
import type { Container, PodTemplate } from '../pods.ts';
import { fields, itemsAt, text, textAt } from '../read.ts';
import { yamlIn } from '../text-yaml.ts';
import type { World } from '../world.ts';

/** A setting of Spring Boot, from a variable or from a file that is mounted. */
export interface SpringSetting {
  /** As it is written: `SPRING_DATASOURCE_URL`, `spring.datasource.url`. */
  readonly name: string;
  readonly value: string;
  /** In the object of the pods. */
  readonly path: string;
}

/** Settings by their names without case, dots, dashes and underscores, as Spring compares them: `springdatasourceurl`. Variables win over files. */
export function springSettings(pod: PodTemplate, container: Container, world: World): ReadonlyMap<string, SpringSetting> {
  const found = new Map<string, SpringSetting>();
  for (const { name, value, path } of [...filed(pod, container, world), ...given(pod, container, world)])
    found.set(canonical(name), { name, value, path });
  return found;
}

/** `SPRING_JPA_OPEN_IN_VIEW`, `spring.jpa.open-in-view` and `spring.jpa.openInView` are one setting. */
export function canonical(name: string): string {
  return name.toLowerCase().replace(/[._-]/g, '');
}

/** First words of settings that Spring Boot reads. */
const OF_SPRING = /^(SPRING|SERVER|MANAGEMENT|LOGGING)_/;

function given({ namespace }: PodTemplate, { fields: container, path }: Container, world: World): readonly SpringSetting[] {
  if (container['env'] === undefined && container['envFrom'] === undefined) return [];
  const names = itemsAt(container, 'env').map((each) => textAt(each, 'name'));
  return [...environmentOf(container, namespace, world)].flatMap(([name, value]) => {
    const index = names.indexOf(name);
    return OF_SPRING.test(name) ? [{ name, value, path: index === -1 ? `${path}.envFrom` : `${path}.env[${index}].value` }] : [];
  });
}

/** Settings of `application.yaml` and `application.properties` in ConfigMaps that the container mounts. */
function filed(pod: PodTemplate, container: Container, world: World): readonly SpringSetting[] {
  return mountedMaps(pod, container, world).flatMap(({ data, path }) =>
    Object.entries(data).flatMap(([key, content]): readonly SpringSetting[] => {
      if (/^application(-\w+)?\.ya?ml$/.test(key)) return flat(yamlIn(content), '').map((each) => ({ ...each, path }));
      return /^application(-\w+)?\.properties$/.test(key) ? properties(content).map((each) => ({ ...each, path })) : [];
    }),
  );
}

interface Plain {
  readonly name: string;
  readonly value: string;
}

/** Deepest map that is read: settings have some six parts. */
const DEEPEST = 16;

function flat(value: unknown, name: string, depth = 0): readonly Plain[] {
  const plain = text(value);
  if (plain !== undefined) return [{ name, value: plain }];
  if (depth > DEEPEST) return [];
  return Object.entries(fields(value)).flatMap(([key, child]) => flat(child, name === '' ? key : `${name}.${key}`, depth + 1));
}

function properties(content: string): readonly Plain[] {
  return content.split('\n').flatMap((line) => {
    const [, name, value = ''] = /^\s*([^#!\s=:][^=:\s]*)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value }];
  });
}
