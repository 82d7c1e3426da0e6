import type { Directive } from './nginx.ts';

/** Some block answers each origin with its own name and allows cookies, and nothing looks at the origin before. */
export function echoesOrigins(directives: readonly Directive[]): boolean {
  return !looksAtOrigin(directives) && echoes(directives);
}

function echoes(directives: readonly Directive[]): boolean {
  const says = (header: string, value: string): boolean =>
    directives.some(({ name, args }) => name === 'add_header' && args[0]?.toLowerCase() === header && args[1] === value);
  return (
    (says('access-control-allow-origin', '$http_origin') && says('access-control-allow-credentials', 'true')) ||
    directives.some(({ block }) => block !== undefined && echoes(block))
  );
}

function looksAtOrigin(directives: readonly Directive[]): boolean {
  return directives.some(
    ({ name, args, block = [] }) =>
      (/^(if|map|valid_referers)$/.test(name) && args.some((each) => each.includes('$http_origin'))) || looksAtOrigin(block),
  );
}
