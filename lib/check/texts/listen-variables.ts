import { environmentOf } from '../hosts/environment.ts';
import type { Container } from '../pods.ts';
import { itemsAt, textAt } from '../read.ts';
import type { World } from '../world.ts';

/** Variables that say where a program listens; that of Spring Boot may be one of a client elsewhere. */
const VARIABLE = /^(?:BIND(?:_ADDR(?:ESS)?|_HOST|_IP)?|LISTEN(?:_ADDR(?:ESS)?|_HOST|_IP)|UVICORN_HOST|FLASK_RUN_HOST|SERVER_ADDRESS)$/;

/** The variable by which a program listens on an address, with its port where the address has one. */
export function listenVariable(
  { fields, path }: Container,
  namespace: string,
  port: number | undefined,
  address: RegExp,
  world: World,
): { readonly path: string; readonly words: string } | undefined {
  if (itemsAt(fields, 'env').length === 0 && itemsAt(fields, 'envFrom').length === 0) return undefined;
  const environment = environmentOf(fields, namespace, world);
  const isSpring = [...environment.keys()].some((each) => /^(?:SPRING|JAVA|MANAGEMENT)_/.test(each));
  for (const [name, value] of environment) {
    const found = VARIABLE.test(name) ? address.exec(value) : null;
    if (found === null) continue;
    const [, other] = found;
    if ((name === 'SERVER_ADDRESS' && (!isSpring || other !== undefined)) || (other !== undefined && Number(other) !== port)) continue;
    const index = itemsAt(fields, 'env').findIndex((each) => textAt(each, 'name') === name);
    return { path: index === -1 ? `${path}.envFrom` : `${path}.env[${index}].value`, words: `${name}=${value}` };
  }
  return undefined;
}
