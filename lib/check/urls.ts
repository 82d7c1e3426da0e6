/** An address in a text, as far as it says where to connect. */
export interface FoundUrl {
  /** As written. */
  readonly text: string;
  /** Empty for a bare host. */
  readonly scheme: string;
  readonly host: string;
  /** Stated, or usual for the scheme. */
  readonly port: number | undefined;
  /** Name of the port, in a lookup of a service record. */
  readonly portName?: string;
}

/** Schemes whose host is looked up in DNS and connected to; `s3://`, `file://` and the like name other things. */
const CONNECTS =
  /^(jdbc:.*|https?|wss?|grpcs?|tcp|udp|rediss?|amqps?|(mysql|mariadb|postgres(ql)?|mongodb)(\+\w+)?|nats|kafka|mqtts?|ldaps?|smtps?|memcached|clickhouse|otlp|zipkin|dns|h2c|syslog|fluentd)$/;

const USUAL_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** `http://host:port`, `jdbc:mysql://host:port/db`, `redis://user@host`; hosts with variables in them are left out. */
const URL_PATTERN = /\b((?:jdbc:)?[a-z][a-z0-9+.]*):\/\/(?:[^\s/@"'<>]*@)?([a-z0-9][a-z0-9.-]*)(?::(\d{1,5}))?(?![\w.:$({<%*-])/gi;

const NONE: readonly FoundUrl[] = Object.freeze([]);

export function urlsIn(content: string): readonly FoundUrl[] {
  if (!content.includes('://')) return NONE;
  return [...content.matchAll(URL_PATTERN)].flatMap(({ 0: whole, 1: written = '', 2: host = '', 3: port, index }) => {
    const scheme = written.toLowerCase();
    if (!CONNECTS.test(scheme)) return [];
    const first = { text: whole, scheme, host: host.replace(/\.$/, ''), port: port === undefined ? USUAL_PORTS[scheme] : Number(port) };
    // `mongodb://db-0.db:27017,db-1.db:27017/shop`
    const more = /^(?:,[a-z0-9][a-z0-9.-]*(?::\d{1,5})?)+(?![\w.:$({<%*-])/i.exec(content.slice(index + whole.length))?.[0] ?? '';
    const others = more
      .split(',')
      .slice(1)
      .flatMap((each) => addressOf(each) ?? []);
    return [first, ...others.map((each) => ({ ...each, scheme }))];
  });
}

/** `dnssrv+_grpc._tcp.thanos-store.monitoring.svc`: a record of a named port. */
const SERVICE_RECORD =
  /(?<![\w.-])_([a-z][a-z0-9-]*)\._(?:tcp|udp)\.((?:[a-z0-9][a-z0-9-]*\.){2}svc(?:\.cluster\.local)?)\.?(?![\w.{$(*-])/g;

/** `service.namespace.svc`, with the rest of the name and a port; what is part of a URL or of a longer name is not bare. */
const CLUSTER_NAME =
  /(?<![\w.:/@*$})-]|:\/\/)((?:[a-z0-9][a-z0-9-]*\.){1,2}[a-z0-9][a-z0-9-]*\.svc(?:\.cluster\.local)?)\.?(?::(\d{1,5}))?(?![\w.{$(*-])/g;

/** Full names of cluster DNS that stand outside a URL: in scripts, arguments and settings. */
export function clusterNamesIn(content: string): readonly FoundUrl[] {
  if (!content.includes('.svc')) return NONE;
  return [
    ...[...content.matchAll(CLUSTER_NAME)].map(([text, host = '', port]) => bare(text.replace(/\.$/, ''), host, port)),
    ...[...content.matchAll(SERVICE_RECORD)].map(([text, portName = '', host = '']) => ({ ...bare(text, host, undefined), portName })),
  ];
}

/** One address and nothing else: `mysql-service`, `tempo:9095`, `redis.cache:6379`. */
const ADDRESS = /^([a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*)\.?(?::(\d{2,5}))?(?:\/\S*)?$/;

export function addressOf(value: string): FoundUrl | undefined {
  const [, host, port] = ADDRESS.exec(value.trim()) ?? [];
  return host === undefined ? undefined : bare(port === undefined ? host : `${host}:${port}`, host, port);
}

function bare(text: string, host: string, port: string | undefined): FoundUrl {
  return { text, scheme: '', host, port: port === undefined ? undefined : Number(port) };
}
