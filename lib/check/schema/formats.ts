import ipaddr from 'ipaddr.js';

/** `500m`, `1Gi`, `.5`, `1e3`: what the API server reads as a quantity. */
const QUANTITY = /^[+-]?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Duration of Go: `1h30m`, `500ms`. */
export const GO_DURATION = /^[+-]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))*$|^[+-]?0$/;

interface Format {
  readonly holds: (text: string) => boolean;
  /** What it must be, and what to write. */
  readonly what: string;
  readonly fix: string;
}

/** Formats of texts by name; one that is not here is not judged, as on the API server. */
export const FORMATS: Readonly<Record<string, Format>> = {
  quantity: {
    holds: (text) => QUANTITY.test(text),
    what: 'is no quantity',
    fix: 'Write a number and a suffix that Kubernetes knows, such as 250m, 2, 512Mi or 10Gi.',
  },
  'date-time': {
    holds: (text) => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text)),
    what: 'is no time',
    fix: 'Write date and time with a zone, such as 2026-01-31T09:30:00Z.',
  },
  byte: {
    holds: (text) => BASE64.test(text.replace(/[\r\n]/g, '')),
    what: 'is not base64',
    fix: 'Encode the value, or write it under stringData.',
  },
  cidr: {
    holds: (text) => ipaddr.isValidCIDR(text),
    what: 'is no network',
    fix: 'Write an address and a prefix length, such as 10.0.0.0/8.',
  },
  ipv4: {
    holds: (text) => ipaddr.IPv4.isValidFourPartDecimal(text),
    what: 'is no IPv4 address',
    fix: 'Write an address such as 192.0.2.1.',
  },
  ipv6: { holds: (text) => ipaddr.IPv6.isValid(text), what: 'is no IPv6 address', fix: 'Write an address such as 2001:db8::1.' },
  duration: { holds: (text) => GO_DURATION.test(text), what: 'is no duration', fix: 'Write a number with its unit, such as 30s or 1h30m.' },
  uri: {
    holds: (text) => URL.canParse(text) || text.startsWith('/'),
    what: 'is no URI',
    fix: 'Write it with its scheme, such as https://example.org.',
  },
};

/** Least and most that a number format holds. */
export const NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-2_147_483_648, 2_147_483_647],
};

export function isQuantity(text: string): boolean {
  return QUANTITY.test(text);
}
