/** Words of which passwords are made that everybody tries first; with digits or signs after them they are no better. */
const WORDS =
  /^(admin|administrator|root|user|guest|test|testing|demo|example|sample|dummy|default|password|passwd|pass|pwd|secret|supersecret|mysecret|topsecret|change|changeme|changeit|me|it|now|replace|replaceme|todo|fixme|placeholder|insecure|letmein|welcome|qwerty|asdf|abc|foobar|foo|bar|token|jwt|key|apikey|dev|development|local|localhost|staging|postgres|postgresql|mysql|mariadb|redis|mongo|mongodb|rabbitmq|minio|minioadmin|grafana|prom|operator|keycloak|kibana|elastic|vault|jenkins|harbor|nexus|sonar|wordpress|app|db|database|internal|api|super|strong|very|my|your|the|in|production|prod|for|only|here|please|not|use|this|value)$/;

/** A value that is made of words only: `changeme`, `dev-secret-key`, `admin123`. A long value may be a sentence that nobody guesses. */
export function isWeak(value: string): boolean {
  const bare = value.trim().toLowerCase();
  if (bare === '' || bare.length > 64 || /\s\S+\s/.test(bare)) return false;
  if (/^(.)\1*$|^0?1234(5(6(7(8(90?)?)?)?)?)?$|^abc123$/.test(bare)) return true;
  // Signs that look like letters: p@ssw0rd
  if (WORDS.test(bare.replaceAll('@', 'a').replaceAll('0', 'o').replaceAll('$', 's'))) return true;
  const words = bare.split(/[-_.:/@!#$ ]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])/).filter((word) => word !== '');
  const real = words.filter((word) => !/^\d{1,4}$/.test(word));
  if (real.length === 0) return bare.length <= 6;
  return real.every((word) => WORDS.test(word) || pairs(word));
}

/** Two such words written together: `adminpassword`. */
function pairs(word: string): boolean {
  for (let cut = 2; cut < word.length - 1; cut++) if (WORDS.test(word.slice(0, cut)) && WORDS.test(word.slice(cut))) return true;
  return false;
}

/** What somebody was to replace: `your-client-secret`, `change-this-to-a-random-string`, the Slack address of the documentation. */
export function isToBeReplaced(value: string): boolean {
  const bare = value.trim();
  return (
    /^(?:your|change[-_ ]?(?:this|me|it)|replace[-_ ]?(?:this|me|with)|insert|put|enter)[-_ ]/i.test(bare) ||
    /hooks\.slack\.com\/services\/(?:YOUR|X{3,}|T0+\/)/.test(bare)
  );
}
