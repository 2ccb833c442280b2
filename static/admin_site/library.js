/* The list of pictures takes files, wherever on the page they fall. */

import { takesFiles } from "./uploads.js";

for (const place of document.querySelectorAll("#changelist [data-uploads]")) takesFiles(place);
