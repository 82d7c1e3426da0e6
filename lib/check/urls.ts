/** A URL in a text, as far as it says where to connect. */
export interface FoundUrl {
  readonly text: string;
  readonly scheme: string;
  readonly host: string;
  /** Stated, or usual for the scheme. */
  readonly port: number | undefined;
}

/** Schemes whose host is looked up in DNS and connected to; `s3://`, `file://` and the like name other things. */
const CONNECTS =
  /^(jdbc:.*|https?|wss?|grpcs?|tcp|udp|rediss?|amqps?|mysql|mariadb|postgres(ql)?|mongodb|nats|kafka|mqtts?|ldaps?|smtps?|memcached|clickhouse|otlp)$/;

const USUAL_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** `http://host:port`, `jdbc:mysql://host:port/db`, `redis://user@host`; hosts with variables in them are left out. */
const URL_PATTERN = /\b((?:jdbc:)?[a-z][a-z0-9+.]*):\/\/(?:[^\s/@"'<>]*@)?([a-z0-9][a-z0-9.-]*)(?::(\d{1,5}))?(?![\w.:$({<%*-])/gi;

export function urlsIn(content: string): readonly FoundUrl[] {
  if (!content.includes('://')) return [];
  return [...content.matchAll(URL_PATTERN)].flatMap(([whole, written = '', host = '', port]) => {
    const scheme = written.toLowerCase();
    if (!CONNECTS.test(scheme)) return [];
    return [{ text: whole, scheme, host: host.replace(/\.$/, ''), port: port === undefined ? USUAL_PORTS[scheme] : Number(port) }];
  });
}
