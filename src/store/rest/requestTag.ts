/** Marks the version that one request made while its answer is awaited, so that it is found if the answer is lost. */
export const REQUEST_TAG = 'modelops.request';
