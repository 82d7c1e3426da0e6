import { speechOf } from '../../hosts/port-encryption.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { serviceHost, servicePorts } from '../../services.ts';
import { texts, type Text } from '../../texts.ts';
import type { World } from '../../world.ts';

/** Clients of these take a host, never a URL in its place. */
const STORES =
  /^(?:\w+_)?(?:PG|POSTGRES(?:QL)?|MYSQL|MARIADB|DB|DATABASE|REDIS|VALKEY|MONGO(?:DB)?|RABBITMQ|AMQP|KAFKA|MEMCACHED|SMTP)_?HOST(?:NAME)?$/;

export const addressVariablesPlain = defineRule({
  id: 'address-variables-plain',
  severity: 'error',
  kinds: [...POD_KINDS, 'v1/ConfigMap'],
  asks: 'A variable that is a host holds the host alone where the port has a variable of its own, and one that is a URL begins with a scheme.',
  source: 'https://datatracker.ietf.org/doc/html/rfc3986#section-3.1; https://www.postgresql.org/docs/current/libpq-envars.html',
  *check(manifest, world) {
    for (const each of texts(manifest, world)) {
      if (!/^[A-Z][A-Z0-9_]*$/.test(each.key) || each.value === '' || each.value.includes('$')) continue;
      const issue = hostIssue(each) ?? portIssue(each) ?? urlIssue(each, world);
      if (issue !== undefined) yield { path: each.path, ...issue };
    }
  },
});

function hostIssue({ key, value, beside }: Text): Omit<Issue, 'path'> | undefined {
  const end = /(?:^|_)HOST(?:NAME)?$/.exec(key)?.[0];
  const name = end === undefined ? '' : `${key.slice(0, -end.length)}${end.startsWith('_') ? '_' : ''}PORT`;
  const port = end === undefined ? undefined : beside?.(name);
  if (port === undefined) return undefined;
  const [, host, own] = /^([a-z0-9][a-z0-9.-]*):(\d+)$/i.exec(value) ?? [];
  if (host !== undefined)
    return {
      message: `${key} is "${value}", and ${name} says the port once more (${port})`,
      why: `The program puts the two together, "${value}:${port}", and finds no such host: "too many colons in address", "could not translate host name".`,
      fix: own === port ? `Write ${host}.` : `Write ${host}, and the right port in ${name}.`,
    };
  const [, scheme, rest] = STORES.test(key) ? (/^([a-z]+:\/\/)([a-z0-9.-]+)/i.exec(value) ?? []) : [];
  if (scheme === undefined || scheme.startsWith('unix')) return undefined;
  return {
    message: `${key} is "${scheme}${rest ?? ''}", and a client of a store takes a host there`,
    why: `It looks for a host that is called ${scheme.slice(0, -3)}, or ends with "could not translate host name".`,
    fix: `Write ${rest ?? 'the host'}.`,
  };
}

/** `REDIS_PORT: redis:6379` */
function portIssue({ key, value, beside }: Text): Omit<Issue, 'path'> | undefined {
  const stem = /^(.*_)?PORT$/.exec(key);
  const [, host, port] = /^(?:[a-z]+:\/\/)?([a-z][a-z0-9.-]*):(\d+)$/.exec(value) ?? [];
  if (stem === null || host === undefined || beside?.(`${stem[1] ?? ''}HOST`) === undefined) return undefined;
  return {
    message: `${key} is "${value}", and a port is a number`,
    why: 'The program ends at its start as it reads the number, or puts a second host behind the first.',
    fix: `Write ${port ?? 'the number'}.`,
  };
}

/** `USERS_URL: users:8001`, where an HTTP program listens. */
function urlIssue({ key, value, namespace }: Text, world: World): Omit<Issue, 'path'> | undefined {
  if (!/(?:^|_)UR[IL]$/.test(key)) return undefined;
  const [, written] = /^(https?)(?=[:/\\])/.exec(value) ?? [];
  if (written !== undefined && !/^https?:\/\/(?!https?:\/)[^/]/.test(value)) {
    return {
      message: `${key} is "${value}", which does not begin as a URL does`,
      why: 'Clients find no host in it: "no Host in request URL", "Invalid URL", or they ask a host that is called http.',
      fix: `Write ${written}://${value.replace(/^(?:https?:?[/\\]*)+/, '')}.`,
    };
  }
  const [, host = '', number = ''] = /^([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*):(\d{2,5})(?:\/\S*)?$/.exec(value) ?? [];
  const target = host === '' ? undefined : serviceHost(host, namespace);
  const service = target === undefined ? undefined : world.find('v1/Service', target.namespace, target.name);
  const port = servicePorts(service?.object).find((each) => each.port === Number(number));
  const speech = service === undefined || port === undefined ? undefined : speechOf(service, port, world);
  if (speech === undefined) return undefined;
  const scheme = speech.encrypted ? 'https' : 'http';
  return {
    message: `${key} is "${value}", without a scheme, and port ${number} of Service ${service?.object.metadata.name ?? ''} ${speech.because}`,
    why: `Clients take "${host}" for the scheme: "unsupported protocol scheme", "first path segment in URL cannot contain colon".`,
    fix: `Write ${scheme}://${value}.`,
  };
}
