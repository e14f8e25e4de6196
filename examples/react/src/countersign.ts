/** Where your server answers, and the dataset that `npx countersign dataset create` made. */
export const countersign = { host: 'http://127.0.0.1:8787', dataset_id: '1832195656904796' }
