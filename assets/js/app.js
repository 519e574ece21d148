// Everything the pages can do beyond links and forms. Each behaviour stands in its own file, begins with what it
// expects of the markup, and is something that a page also works without.

import * as Turbo from "../vendor/turbo.js";
import * as alike from "./alike.js";
import * as autosubmit from "./autosubmit.js";
import * as beside from "./beside.js";
import * as carry from "./carry.js";
import * as copy from "./copy.js";
import * as counts from "./counts.js";
import * as dialogs from "./dialogs.js";
import * as draft from "./draft.js";
import * as drag from "./drag.js";
import * as drawer from "./drawer.js";
import * as help from "./help.js";
import * as here from "./here.js";
import * as jump from "./jump.js";
import * as keep from "./keep.js";
import * as keys from "./keys.js";
import * as lint from "./lint.js";
import * as live from "./live.js";
import * as matrix from "./matrix.js";
import * as offered from "./offered.js";
import * as palette from "./palette.js";
import * as passages from "./passages.js";
import * as popups from "./popups.js";
import * as progress from "./progress.js";
import * as quick from "./quick.js";
import * as refresh from "./refresh.js";
import * as refused from "./refused.js";
import * as rowmenu from "./rowmenu.js";
import * as rows from "./rows.js";
import * as sent from "./sent.js";
import * as suggest from "./suggest.js";
import * as tabs from "./tabs.js";
import * as theme from "./theme.js";
import * as toast from "./toast.js";
import * as upload from "./upload.js";
import * as walk from "./walk.js";
import * as why from "./why.js";

// What notices a submission goes before what acts on it; the keys go last, so that a field's or menu's own keys come
// first.
const behaviours = [
  sent,
  quick,
  keep,
  refresh,
  refused,
  counts,
  live,
  here,
  progress,
  toast,
  theme,
  dialogs,
  jump,
  offered,
  palette,
  passages,
  popups,
  tabs,
  walk,
  beside,
  rows,
  rowmenu,
  drag,
  carry,
  drawer,
  why,
  matrix,
  alike,
  lint,
  autosubmit,
  upload,
  suggest,
  copy,
  draft,
  help,
  keys,
];
for (const behaviour of behaviours) behaviour.start(Turbo);
