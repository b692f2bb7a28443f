// Drawings on a field of 24 by 24, as lines.

export const SIGNPOST = "M12 2v20M12 4h6l3 2.5L18 9h-6M12 11H6l-3 2.5L6 16h6";
export const CROSS = "M6 6l12 12M18 6L6 18";
export const EAR = "M3 9h4l6-5v16l-6-5H3zM17 9q2 3 0 6M20 6q4 6 0 12";
export const MICROPHONE = "M9 6q3-6 6 0v5q-3 6-6 0zM5 11q1 7 7 7t7-7M12 18v3";
export const SQUARE = "M6 6h12v12H6z";
export const PHONE = "M5 3h4l2 5-2 2q1 4 5 5l2-2 5 2v4q-1 2-3 2Q3 20 3 5q0-2 2-2z";
