import { load } from 'js-yaml';
import { strings } from '../read.ts';
import { addressOf, type FoundUrl } from '../urls.ts';

/** An address whose key says that it is one. */
export interface KeyAddress extends FoundUrl {
  /** The key leaves no doubt; otherwise only a near miss makes it a mistake. */
  readonly sure: boolean;
}

/** Keys of something to connect to, by their last word. */
const ADDRESS_KEY =
  /(?:^|[_.\-/]|(?<=[a-z0-9])(?=[A-Z]))(?:hosts?|hostport|host_port|addr|addrs|address|addresses|endpoints?|servers?|brokers?|targets?|upstreams?|bootstrap[._-]?servers?|ur[il]s?|nodes|seeds|replacement|fastcgi_pass|uwsgi_pass|scgi_pass|memcached_pass)$/i;

/** Keys of what the program itself offers: where it listens, how others call it. */
const OWN_KEY =
  /listen|bind|advertis|external|public|domain|ingress|server[_.-]?name|virtual|cors|origin|allowed|trusted|san\b|ssl|cookie|proxy_set|health|web[._-]?(?:url|root)|instance|interface|dns[_-]?names?|no[_-]?proxy|common[_-]?name|hostnames?$/i;

/** Keys whose value may be a bare word: `MYSQL_HOST`, `redis.host`, `dbHost`. */
const HOST_KEY = /(?:[_.-]|(?<=[a-z0-9])(?=[A-Z]))host$/i;

/** Words that stand where a host could, and are none. */
const NO_HOST =
  /^(localhost|true|false|null|none|yes|no|on|off|auto|default|disabled|enabled|static|kubernetes|http|https|tcp|udp|unix|example.*|.*\.example|host|hostname|your-.*|my-.*|all|any)$/i;

const NONE: readonly KeyAddress[] = Object.freeze([]);

/** Whether each key is one of an address: the same keys come again and again. */
const addressKeys = new Map<string, boolean>();
const MOST_KEYS = 10_000;

function isAddressKey(key: string): boolean {
  let known = addressKeys.get(key);
  if (known === undefined) {
    known = ADDRESS_KEY.test(key) && !OWN_KEY.test(key);
    if (addressKeys.size < MOST_KEYS) addressKeys.set(key, known);
  }
  return known;
}

/** Addresses in the value of one key; several stand between commas. */
export function addressesAt(key: string, value: string): readonly KeyAddress[] {
  if (value.length > 400 || !isAddressKey(key) || value.includes('://')) return NONE;
  return value.split(/[,;\s]+/).flatMap((part): readonly KeyAddress[] => {
    const found = addressOf(part);
    if (found === undefined || NO_HOST.test(found.host)) return [];
    if (found.port !== undefined || found.host.includes('.')) return [{ ...found, sure: true }];
    if (HOST_KEY.test(key) && !/server[._-]host$/i.test(key)) return [{ ...found, sure: true }];
    return /^host$/i.test(key) ? [{ ...found, sure: false }] : [];
  });
}

/** `key: value`, `key = "value"`, `"key" = "value",`, `--flag=value`; and nginx' `server name:port;`. */
const PAIR = /^\s*(?:export\s+|--?)?["']?([A-Za-z][\w./-]*)["']?\s*[:=]\s*["']?([^"'#]*?)["']?\s*[,;]?\s*$/;
const DIRECTIVE = /^\s*(server|fastcgi_pass|uwsgi_pass|scgi_pass|memcached_pass)\s+([a-z][a-z0-9.-]*:\d+)[^;{]*;/;

/** A look that is much cheaper than reading: something like `name:port` outside a URL, or a key of a host. */
const MAY_HAVE = /(?<![/\w.-])[a-z][\w.-]*:\d{2,5}\b|host/i;

/** Addresses in a whole file: of YAML and JSON by their keys, of everything else line by line. */
export function addressesInFile(content: string): readonly KeyAddress[] {
  if (!MAY_HAVE.test(content)) return NONE;
  const outputs = addressesOfOutputs(content);
  if (outputs.length > 0) return outputs;
  const parsed = content.includes('\n') ? structure(content) : undefined;
  if (parsed !== undefined) return [...strings(parsed)].flatMap(({ key, value }) => addressesAt(key, value));
  return content.split('\n').flatMap((line) => {
    const [, key = '', value = ''] = PAIR.exec(line) ?? DIRECTIVE.exec(line) ?? [];
    return key === '' ? [] : addressesAt(key, value);
  });
}

/** Parts of Fluent Bit's own format: `[OUTPUT]` with `Host x` and `Port 9200` on lines of their own; Fluentd writes `host x`. */
function addressesOfOutputs(content: string): readonly KeyAddress[] {
  if (!/^\s*(?:\[OUTPUT\]|<match\b)/im.test(content)) return [];
  return content.split(/^\s*(?=\[[A-Z_]+\]|<\/?(?:match|store|server)\b)/im).flatMap((part) => {
    if (!/^(?:\[OUTPUT\]|<(?:match|store|server)\b)/i.test(part)) return [];
    const [, host = ''] = /^\s*host\s+([a-z][a-z0-9.-]*)\s*$/im.exec(part) ?? [];
    const [, port] = /^\s*port\s+(\d+)\s*$/im.exec(part) ?? [];
    if (host === '' || NO_HOST.test(host)) return [];
    const text = port === undefined ? host : `${host}:${port}`;
    return [{ text, scheme: '', host, port: port === undefined ? undefined : Number(port), sure: true }];
  });
}

/** YAML or JSON as a map or list; `undefined` for anything else, a template included. */
function structure(content: string): unknown {
  if (content.includes('{{') || !/^\s*(?:[\w"'./-]+\s*:|-\s|[{[]|---|#)/.test(content)) return undefined;
  try {
    const found = load(content);
    return typeof found === 'object' && found !== null ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Programs that are told a host on the command line: database clients, and loops that wait for a port. */
const COMMAND_HOSTS = [
  /\b(?:mysql\w*|mariadb[\w-]*|pg_\w+|psql|redis-cli|mongo\w*|influx|clickhouse-client)\b[^\n|;&]*?\s(?:-h\s*|--host(?:=|\s+))["']?([a-z][a-z0-9.-]*)(?![\w.${(-])/g,
  /\bnc\s+(?:-\w+\s+)*([a-z][a-z0-9.-]*)\s+(\d{2,5})\b/g,
  /\bwait-for(?:-it)?(?:\.sh)?\s+([a-z][a-z0-9.-]*):(\d{2,5})\b/g,
  /\b(?:nslookup|getent\s+hosts)\s+([a-z][a-z0-9.-]*)(?=[\s;"'&|)]|$)/g,
];

/** Hosts that the commands of a script connect to. */
export function addressesInCommands(script: string): readonly KeyAddress[] {
  if (!/\s-h|--host|\bnc\b|wait-for|nslookup|getent/.test(script)) return NONE;
  const text = script.replace(/\\\n\s*/g, ' ');
  return COMMAND_HOSTS.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(([, host = '', port]) => {
      const clean = host.replace(/\.$/, '');
      if (NO_HOST.test(clean)) return [];
      return [
        {
          text: port === undefined ? clean : `${clean}:${port}`,
          scheme: '',
          host: clean,
          port: port === undefined ? undefined : Number(port),
          sure: true,
        },
      ];
    }),
  );
}
