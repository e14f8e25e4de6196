export { folded, masked } from './button-text.js'
export { type EventRule, ruleApplies } from './event-rule.js'
export { meetsEventRule, REPORTED_AS, reportedText } from './reported-rule.js'
