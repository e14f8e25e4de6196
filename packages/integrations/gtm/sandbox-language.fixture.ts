import ts from 'typescript'

const METHODS = new Set(
  `concat every filter forEach indexOf join lastIndexOf map pop push reduce reduceRight reverse shift slice some sort
  splice toString unshift charAt match replace search split substring toLowerCase toLocaleLowerCase toUpperCase
  toLocaleUpperCase trim`.split(/\s+/),
)
/** Methods of what `require` gives. */
const API_METHODS = new Set(['getItem', 'setItem', 'round', 'gtmOnSuccess', 'gtmOnFailure'])
const GLOBALS = new Set(['require', 'data', 'undefined', 'arguments'])

const REFUSED = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.NewExpression, 'new'],
  [ts.SyntaxKind.ThisKeyword, 'this'],
  [ts.SyntaxKind.ClassDeclaration, 'class'],
  [ts.SyntaxKind.TemplateExpression, 'a template text'],
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral, 'a template text'],
  [ts.SyntaxKind.SpreadElement, 'spread'],
  [ts.SyntaxKind.SpreadAssignment, 'spread'],
  [ts.SyntaxKind.ObjectBindingPattern, 'destructuring'],
  [ts.SyntaxKind.ArrayBindingPattern, 'destructuring'],
  [ts.SyntaxKind.ShorthandPropertyAssignment, 'a shorthand property'],
  [ts.SyntaxKind.ForOfStatement, 'for of'],
  [ts.SyntaxKind.TryStatement, 'try'],
  [ts.SyntaxKind.ThrowStatement, 'throw'],
  [ts.SyntaxKind.RegularExpressionLiteral, 'a regular expression'],
  [ts.SyntaxKind.QuestionDotToken, '?.'],
  [ts.SyntaxKind.QuestionQuestionToken, '??'],
  [ts.SyntaxKind.AsyncKeyword, 'async'],
  [ts.SyntaxKind.YieldExpression, 'yield'],
])

/**
 * What of a template's code GTM's sandboxed JavaScript does not have: it is ECMAScript 5.1 with const, let and arrow
 * functions, without globals, `new` and `this`, and with these methods.
 * @returns a line each, empty if all of it may stand there
 * @source Tag Manager's documentation: "Sandboxed JavaScript", "Standard library"
 */
export function notSandboxed(code: string): string[] {
  const file = ts.createSourceFile('code.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS)
  const declared = new Set<string>()
  const found: string[] = []
  const say = (node: ts.Node, what: string) =>
    found.push(`${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}: ${what}`)
  const declare = (node: ts.Node): void => {
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node)) && ts.isIdentifier(node.name))
      declared.add(node.name.text)
    ts.forEachChild(node, declare)
  }
  const look = (node: ts.Node): void => {
    const refused = REFUSED.get(node.kind)
    if (refused) say(node, refused)
    if (ts.isParameter(node) && node.initializer) say(node, 'a default value')
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { text } = node.expression.name
      if (!METHODS.has(text) && !API_METHODS.has(text)) say(node, `the method ${text}`)
    }
    if (ts.isIdentifier(node) && isRead(node) && !declared.has(node.text) && !GLOBALS.has(node.text))
      say(node, `the global ${node.text}`)
    ts.forEachChild(node, look)
  }
  declare(file)
  look(file)
  return found
}

/** Whether a name stands for a value, and is not a property's own name. */
function isRead(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  return true
}
