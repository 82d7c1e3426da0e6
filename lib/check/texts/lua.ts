/** What is surely wrong with a script of Lua as Argo CD runs them: blocks that are not closed, and a result that is not given back. */
export function luaProblem(script: string): string | undefined {
  if (/\{\{|\$\{/.test(script)) return undefined;
  const bare = script.replace(/--\[\[[\s\S]*?\]\]|\[\[[\s\S]*?\]\]/g, ' ').replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|--.*/g, ' ');
  const words = bare.match(/\b(?:if|elseif|then|for|while|do|function|repeat|until|end|return)\b/g) ?? [];
  const count = (word: string): number => words.filter((each) => each === word).length;
  // `for` and `while` have a `do` of their own, which is what is counted.
  const open = count('if') + count('function') + count('do') - count('end');
  if (open !== 0) return open > 0 ? `lacks ${open === 1 ? 'an "end"' : `${open} times "end"`}` : `has ${-open} "end" too many`;
  if (count('repeat') !== count('until')) return 'has a repeat without until';
  if (count('then') !== count('if') + count('elseif')) return 'has an if without then';
  return count('return') === 0 ? 'returns nothing' : undefined;
}
