/** Values that are secrets by their look, whatever they are called. */
export const SHAPES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['an AWS access key', /\b(AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a GitHub token', /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/],
  ['a GitLab token', /\bglpat-[\w-]{20,}/],
  ['a Slack token', /\bxox[abeprs]-[\w-]{10,}/],
  ['a Slack webhook URL', /hooks\.slack\.com\/(services|workflows|triggers)\/T(?!0+\/B0+\/X)[A-Z0-9]+\/[A-Z0-9]+\/\w+/],
  ['a Discord webhook URL', /discord(app)?\.com\/api\/webhooks\/\d+\/[\w-]+/],
  ['a Teams webhook URL', /webhook\.office\.com\/webhookb2\/\S+/],
  ['a Telegram bot token', /\b\d{8,10}:[A-Za-z0-9_-]{35}\b/],
  ['a private key', /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----(?!(?:\\n|\s)*(?:\.\.|…|<|\$|\{|\*|[xX]{3}|-----END))/],
  ['a Google API key', /\bAIza[\w-]{35}\b/],
  ['a Stripe key', /\b[sr]k_live_[0-9A-Za-z]{16,}/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a Docker Hub token', /\bdckr_(pat|oat)_[\w-]{20,}/],
  ['a Vault token', /\bhv[sb]\.[\w-]{24,}/],
  ['a SendGrid key', /\bSG\.[\w-]{16,}\.[\w-]{16,}/],
  ['an age key', /\bAGE-SECRET-KEY-1[0-9A-Z]{20,}/],
  ['an Azure storage key', /\bAccountKey=[A-Za-z0-9+/]{60,}={0,2}/],
  ['a login of a registry', /"auths"[\s\S]*"auth"\s*:\s*"[A-Za-z0-9+/]{8,}={0,2}"/],
  ['a JSON web token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/],
  // `user:word@tcp(mysql:3306)/shop`, as programs in Go write it.
  ['an address with a password', /(?:^|[\s"'=])[\w.-]+:(?![$<{%*])[^\s:@$<{%*]+@(?:tcp|unix)\([^)\s]*\)\//],
  ['a URL with a password', /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@?#]*:(?![$<{%*])[^\s:/@?#]+@[^\s/]/i],
];

/** No secret of these looks is shorter: `ab://c:d@e`. Unit: characters. */
const SHORTEST = 9;

/** One look is enough for nearly all strings. */
const ANY =
  /AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox|webhook|hooks\.slack|:[A-Za-z0-9_-]{35}|PRIVATE KEY|AIza|k_live_|eyJ|npm_|dckr_|hv[sb]\.|SG\.|AGE-SECRET|AccountKey|"auths"|@/;

/** A first look: a text that does not pass it holds no secret that is known by its look. */
export function mayHoldSecret(text: string): boolean {
  return text.length >= SHORTEST && ANY.test(text);
}

/** What kind of secret a text holds; `undefined` for none that is known by its look. */
export function secretShape(value: string): string | undefined {
  return mayHoldSecret(value) ? SHAPES.find(([, pattern]) => pattern.test(value))?.[0] : undefined;
}

/** The first line of a text that holds a secret of that kind, counted from 1. */
export function secretLine(value: string, shape: string): number {
  const index = SHAPES.find(([name]) => name === shape)?.[1].exec(value)?.index ?? 0;
  return value.slice(0, index).split('\n').length;
}

/** A JSON web token of no issuer: what a tutorial signs by hand and shows. */
export function isSampleToken(value: string): boolean {
  return [...value.matchAll(/\beyJ[\w-]{10,}\.(eyJ[\w-]{10,})\.[\w-]+/g)].every(
    ([, payload = '']) => !/"iss"\s*:/.test(Buffer.from(payload, 'base64url').toString('utf8')),
  );
}

const SECRET_WORDS = new Set(['password', 'passwd', 'pwd', 'passphrase', 'secret', 'token', 'apikey', 'credential', 'credentials']);
const KEYS = new Set(['access', 'api', 'private', 'secret', 'signing', 'encryption', 'master', 'auth']);
const OWNERS_OF_SECRETS = new Set(['client', 'shared', 'jwt', 'app', 'api', 'auth', 'session', 'signing', 'webhook', 'internal', 'cookie']);

/** A name under which people keep secrets: `MYSQL_ROOT_PASSWORD`, `apiKey`. Names of references (`passwordKey`, `existingSecret`) are none. */
export function isSecretName(name: string): boolean {
  let known = secretNames.get(name);
  if (known === undefined) {
    known = namesSecret(name);
    if (secretNames.size < MOST_NAMES) secretNames.set(name, known);
  }
  return known;
}

/** Names of variables and keys come again and again. */
const secretNames = new Map<string, boolean>();
const MOST_NAMES = 10_000;

function namesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (words.includes('existing') || (last === 'token' && before === 'cluster') || words.includes('allow') || words.includes('public'))
    return false;
  if (last === 'key') return KEYS.has(before) && !(before === 'secret' && words.length === 2);
  // A Secret is also an object: `tls.secret: web-tls` names one.
  if (last === 'secret') return OWNERS_OF_SECRETS.has(before);
  // `RABBITMQ_DEFAULT_PASS`; `proxy_pass` and `pass` are something else.
  return SECRET_WORDS.has(last) || /^[A-Z0-9_]+_PASS$/.test(name);
}

/** The value itself, not a reference to it, a placeholder, a path, a switch or a number. */
export function isLiteral(value: string): boolean {
  const bare = value.trim().replace(/^["']|["'],?;?$/g, '');
  if (
    bare.length < 3 ||
    /^(true|false|null|none|nil|undefined|yes|no|on|off|enabled|(?:disabled|unused|not-used)(?:[-_ ].*)?)$/i.test(bare)
  )
    return false;
  // What somebody is to write later, and where a program is told to look it up.
  if (/^(?:replace|fill|insert)[-_ ](?:after|with|by|in|me|this)\b|^(?:os\.environ|process\.env)[/.[]|^env[./][A-Z_]+$/i.test(bare))
    return false;
  return !/^(\$|<|%|\*+$|\.\.\.|…|\.?\.?\/|~\/|__|ENC\[|vault:|ref\+|file:|https?:\/\/|op:\/\/|(?:pull)?secret:|env:[A-Z_]|ext:\/|secretKeyRef)|\{\{|\$\{|\$\(/.test(
    bare,
  );
}

/** A key by its name, as in a Secret: `authKey: redis-password`. */
export function isKeyName(name: string, value: string): boolean {
  return (
    /Key$|_key$|_KEY$/.test(name) &&
    /^(auth|[a-z]+([-_.][a-z]+)*[-_.](password|passwd|passcode|passphrase|token|secret|key|id))$/.test(value.trim())
  );
}

/** A text without any of these holds nothing that {@link secretLines} looks for. */
const HINT = /passw|passphrase|pwd|secret|token|key|credential|mysql|mariadb|base64|identified/i;

/** `CREATE ROLE app PASSWORD 'x'`, `CREATE USER app IDENTIFIED BY 'x'`; what is hashed already is none. */
const SQL_PASSWORD = /\b(PASSWORD|IDENTIFIED\s+(?:WITH\s+\w+\s+)?BY)\s+'(?!md5[0-9a-f]{32}'|SCRAM-SHA-256\$)([^']+)'/gi;

/** A text for people, and for nobody else: `echo "  --from-literal=password=secret"`. */
function isPrinted(line: string): boolean {
  return /^\s*echo\s+(-e\s+)?("(?:[^"\\]|\\.)*"|'[^']*')\s*$/.test(line);
}

/** Secrets in the lines of a configuration file or script: `password = x`, `--password=x`, `mysql -px`. */
export function* secretLines(content: string): Generator<{ readonly line: number; readonly name: string; readonly value: string }> {
  if (!HINT.test(content)) return;
  for (const [index, line] of content.split('\n').entries()) {
    if (!HINT.test(line) || /^\s*(#|;|\/\/)/.test(line) || isPrinted(line)) continue;
    const found = /^\s*(?:-\s+)?(?:export\s+)?["']?([\w.-]+)["']?\s*[:=]\s*(\S.*)$/.exec(line);
    if (found !== null && isSecretName(found[1] ?? '') && isLiteral(found[2] ?? '')) {
      yield { line: index + 1, name: found[1] ?? '', value: found[2] ?? '' };
      continue;
    }
    for (const option of line.matchAll(/(?:^|\s)(--?[\w-]+)[= ]["']?([^\s"']+)/g)) {
      if (isSecretName(option[1] ?? '') && isLiteral(option[2] ?? '') && !(option[2] ?? '').startsWith('-'))
        yield { line: index + 1, name: option[1] ?? '', value: option[2] ?? '' };
    }
    for (const [, name = '', value = ''] of line.matchAll(/--(?:set|set-string|from-literal)[= ]["']?([\w.-]+)=["']?([^\s"',]+)/g))
      if (isSecretName(name.slice(name.lastIndexOf('.') + 1)) && isLiteral(value)) yield { line: index + 1, name, value };
    for (const [, name = '', value = ''] of line.matchAll(SQL_PASSWORD)) if (isLiteral(value)) yield { line: index + 1, name, value };
    if (/\becho\s+(-n\s+)?(['"])(?!\$)[^'"$]{4,}\2\s*\|\s*base64\b(?!\s+(-d|--decode))/.test(line))
      yield { line: index + 1, name: 'echo | base64', value: '' };
    if (/\b(mysql|mysqldump|mysqladmin|mariadb|mariadb-dump)\b.*\s-p(?!["']?[$<{]|rotocol|ort)["']?[^\s"']/.test(line))
      yield { line: index + 1, name: '-p', value: '' };
  }
}
