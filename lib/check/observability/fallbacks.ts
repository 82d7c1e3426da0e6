import type { Expression, Operation } from './expression.ts';
import { isScraped, labelsOf, type Recorded } from './series-labels.ts';

/** `… or vector(0)` on one side of an operator, where it is to stand in for series with labels. */
export interface LostFallback {
  /** `vector(0)` */
  readonly written: string;
  /** A label by which the other side is told apart. */
  readonly label: string | undefined;
}

/**
 * A number that is to stand in for missing series and never meets the other side: it has no labels, the other side has.
 * `undefined` where the sides meet, and where nobody knows.
 */
export function lostFallback(tree: Operation, recorded: Recorded): LostFallback | undefined {
  if (['and', 'or', 'unless'].includes(tree.operator)) return undefined;
  for (const [side, other] of [
    [tree.left, tree.right],
    [tree.right, tree.left],
  ] as const) {
    const choice = choiceIn(side);
    const number = choice === undefined ? undefined : vectorOf(choice.right);
    // Sums without labels are what such a number may stand in for.
    if (choice === undefined || number === undefined || !keepsLabels(choice.left, recorded)) continue;
    const { names, open } = labelsOf(other, recorded);
    const compared = (tree.on ?? [...names]).filter((label) => tree.ignoring?.includes(label) !== true);
    const [label] = compared.filter((each) => !each.startsWith('__variable_'));
    if (label !== undefined ? tree.on === undefined || names.has(label) : tree.on === undefined && open && isScraped(other))
      return { written: `vector(${number})`, label };
  }
  return undefined;
}

/** The `or` in a side, also below a sign or numbers. */
function choiceIn(tree: Expression): Operation | undefined {
  if (tree.type === 'negative' || tree.type === 'shifted') return choiceIn(tree.body);
  if (tree.type !== 'operation') return undefined;
  if (tree.operator === 'or') return tree;
  if (tree.right.type === 'number') return choiceIn(tree.left);
  return tree.left.type === 'number' ? choiceIn(tree.right) : undefined;
}

function vectorOf(tree: Expression): number | undefined {
  const [argument] = tree.type === 'call' && tree.name === 'vector' ? tree.args : [];
  return argument?.type === 'number' ? argument.value : undefined;
}

function keepsLabels(tree: Expression, recorded: Recorded): boolean {
  const { names, open, scalar } = labelsOf(tree, recorded);
  if (scalar === true || [...names].some((label) => label.startsWith('__variable_'))) return false;
  return names.size > 0 || (open && isScraped(tree));
}
